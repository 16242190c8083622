"""Which capabilities have loaded their part of the demo: a newer version adds the others'."""

from django.db import migrations, models

PARTS_OF_THE_FIRST_VERSION = ["meetings", "organisation"]


def name_the_parts(apps, schema_editor):
    """A demo that is there already was made by version 0.1.0."""
    installations = apps.get_model("shared", "Installation").objects.using(schema_editor.connection.alias)
    installations.filter(is_demo=True).update(demo_parts=PARTS_OF_THE_FIRST_VERSION)


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]

    operations = [
        migrations.AddField("installation", "demo_parts", models.JSONField(default=list)),
        migrations.RunPython(name_the_parts, migrations.RunPython.noop),
    ]
