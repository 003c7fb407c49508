"""The forms of the meeting room."""

from pathlib import PurePath
from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from kkr_portal.documents.models import store
from kkr_portal.documents.uploads import CheckedUpload, UploadField, accepted
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import RichTextField, bare_helper
from meetings.actions import agenda as actions
from meetings.models import AgendaItem, Attachment, Meeting, Section


class SectionForm(RevisedModelForm):
    class Meta:
        model = Section
        fields = ["title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class AgendaItemForm(RevisedModelForm):
    presentation = RichTextField(label="Sagsfremstilling", required=False)
    recommendation = RichTextField(label="Indstilling", required=False)
    economy = RichTextField(label="Økonomi", required=False)

    class Meta:
        model = AgendaItem
        fields = [
            "title", "section", "case_number", "document_number",
            "presentation", "recommendation", "economy", "closed",
        ]  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        section = cast(forms.ModelChoiceField, self.fields["section"])
        section.queryset = meeting.sections.order_by("position")
        section.empty_label = None
        # With its number: headings may be alike.
        section.choices = [(one.pk, f"{number} {one}") for number, one in enumerate(section.queryset, 1)]
        self.helper.layout = Layout(
            "title", "section", Row("case_number", "document_number"),
            "presentation", "recommendation", "economy", "closed", "revision",
        )  # fmt: skip

    def clean_section(self) -> Section:
        """Locked until the item is saved, so that nobody deletes the section in between."""
        section = Section.objects.select_for_update().filter(pk=self.cleaned_data["section"].pk).first()
        if section is None:
            raise ValidationError("Afsnittet er slettet imens. Vælg et andet.")
        return section

    def save(self, commit: bool = True) -> AgendaItem:
        item = super().save(commit=False)
        return actions.place_item(item) if item.pk else actions.create_item(item)


FINISHED = "PDF, PNG eller JPEG"
WITH_OFFICE = f"{FINISHED}, eller filer fra Word, Excel, PowerPoint og LibreOffice, som omdannes til PDF"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class AttachForm(forms.Form):
    """One or several files at once: all are kept, or none, and each that can't be is named."""

    uploads = forms.Field(
        label="Filer", widget=SeveralFiles(), error_messages={"required": "Vælg mindst én fil."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        field, office = self.fields["uploads"], settings.OFFICE_FILES
        field.widget.attrs["accept"] = accepted(takes_office=office)
        kinds = WITH_OFFICE if office else FINISHED
        field.help_text = f"{kinds}. Du kan vælge flere filer på én gang; titlerne kan rettes bagefter."

    def clean_uploads(self) -> list[CheckedUpload]:
        field, checked, faults = UploadField(takes_office=settings.OFFICE_FILES), [], []
        for upload in self.files.getlist(self.add_prefix("uploads")):
            try:
                checked.append(field.clean(upload))
            except ValidationError as error:
                faults += [f"«{str(upload.name)[:80]}»: {message}" for message in error.messages]
        if faults:
            raise ValidationError(faults)
        return checked

    @transaction.atomic
    def save(self, item: AgendaItem) -> list[Attachment]:
        """Store the files and attach them; a file's name without its ending is the first title."""
        uploads = self.cleaned_data["uploads"]
        return actions.attach(
            item=item, files=[(store(upload), upload.name, PurePath(upload.name).stem) for upload in uploads]
        )


class AttachmentForm(RevisedModelForm):
    class Meta:
        model = Attachment
        fields = ["title", "closed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
