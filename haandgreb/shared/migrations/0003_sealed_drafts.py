"""What people have typed and not saved is sealed with a key outside the database."""

from django.db import migrations, models

from haandgreb.shared.sealed import SealedField


def seal_what_is_there(apps, schema_editor):
    """Every draft goes on, sealed."""
    drafts = apps.get_model("shared", "Draft").objects.using(schema_editor.connection.alias)
    for draft in drafts.iterator(chunk_size=200):
        draft.fields = draft.plain
        draft.save(update_fields=["fields"])


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_demo_parts")]

    operations = [
        migrations.AlterModelOptions("draft", {"verbose_name_plural": "forms not saved yet"}),
        migrations.RenameField("draft", "fields", "plain"),
        migrations.AddField("draft", "fields", SealedField(null=True)),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
        migrations.RemoveField("draft", "plain"),
        migrations.AlterField("draft", "fields", SealedField()),
    ]
