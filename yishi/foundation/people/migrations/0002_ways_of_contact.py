import django.db.models.deletion
from django.db import migrations, models


def say_what_stands(apps, schema_editor):
    """Streets were organs before they were working bodies; a link kept by a standing committee's member says so."""
    apps.get_model("people", "Organ").objects.filter(level="street").update(working=True)
    apps.get_model("people", "Contact").objects.filter(keeper__kind="standing").update(chain="standing")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="chain",
            field=models.CharField(
                choices=[
                    ("council", "主任（主席）会议成员联系常委会组成人员"),
                    ("party_group", "党组成员联系委员"),
                    ("standing", "常委会组成人员联系代表（委员）"),
                    ("members", "代表（委员）之间联系"),
                    ("public", "代表联系选民、委员联系界别群众"),
                ],
                default="members",
                max_length=12,
                verbose_name="联系关系",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="people_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="people.grouping",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="reported",
            field=models.DateField(blank=True, null=True, verbose_name="代表资格审查委员会报告日"),
        ),
        migrations.AddField(
            model_name="organ",
            name="working",
            field=models.BooleanField(default=False, verbose_name="工作机构"),
        ),
        migrations.AddField(
            model_name="visit",
            name="met",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="人数"),
        ),
        migrations.AlterField(
            model_name="contact",
            name="keeper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="keeps",
                to="people.mandate",
                verbose_name="联系人",
            ),
        ),
        migrations.AlterField(
            model_name="contact",
            name="kept",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_by",
                to="people.mandate",
            ),
        ),
        migrations.AlterField(
            model_name="organ",
            name="level",
            field=models.CharField(
                choices=[
                    ("province", "省级"),
                    ("city", "市级"),
                    ("district", "区县级"),
                    ("town", "乡镇"),
                    ("street", "街道"),
                    ("zone", "开发区、功能区"),
                ],
                max_length=10,
                verbose_name="层级",
            ),
        ),
        migrations.RunPython(say_what_stands, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["day"], name="visit_day"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kept__isnull", False), ("people_of__isnull", True)),
                    models.Q(("kept__isnull", True), ("people_of__isnull", False)),
                    _connector="OR",
                ),
                name="contact_with_a_seat_or_a_grouping",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                fields=("keeper", "people_of", "began"), name="contact_with_people_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="organ",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("working", True), models.Q(("level__in", ["street", "zone"]), _negated=True), _connector="OR"
                ),
                name="organ_street_is_working",
            ),
        ),
    ]
