from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField(model_name="attachment", name="round", field=models.PositiveSmallIntegerField(default=1)),
    ]
