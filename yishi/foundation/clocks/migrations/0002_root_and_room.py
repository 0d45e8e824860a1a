"""Clocks say of which room and of which suggestion they are, so that they are counted from their own index."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """From the matters, for clocks that stand already."""
    clock, matter = apps.get_model("clocks", "Clock"), apps.get_model("matters", "Matter")
    its = matter.objects.filter(pk=OuterRef("matter"))
    clock.objects.update(
        room=Subquery(its.values("room")), root=Subquery(its.values_list(Coalesce(F("parent_id"), F("pk"))))
    )
    if schema_editor.connection.vendor == "postgresql":  # which changes no table that still has checks to make
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


RUNNING = models.Q(met_on=None, stopped_on=None)


class Migration(migrations.Migration):
    dependencies = [("clocks", "0001_initial"), ("matters", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="clock", name="clock_running"),
        migrations.AddField(
            model_name="clock", name="room", field=models.CharField(default="", max_length=24), preserve_default=False
        ),
        migrations.AddField(
            model_name="clock",
            name="root",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="family_clocks",
                to="matters.matter",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="clock",
            name="root",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="family_clocks",
                to="matters.matter",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(fields=["organ", "room", "due_on", "root"], condition=RUNNING, name="clock_running"),
        ),
        # The constraint `clock_once_a_round` begins with the matter already.
        migrations.AlterField(
            model_name="clock",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clocks",
                to="matters.matter",
            ),
        ),
    ]
