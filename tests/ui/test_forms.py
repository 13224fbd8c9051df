"""Forms ask plainly: 选填 or 必填 in words, nothing chosen beforehand, mistakes tied to fields."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from zhushi.ui.forms import FilesField, SegmentedRadio, StyledForm


class Opinion(StyledForm, forms.Form):
    drafts = ("text",)

    text = forms.CharField(label="您想说什么", max_length=2000, widget=forms.Textarea)
    name = forms.CharField(label="怎么称呼", required=False, help_text="回电话时用。")
    day = forms.DateField(label="哪一天", required=False)
    manner = forms.ChoiceField(
        label="态度", choices=[("", "---"), ("good", "满意")], widget=SegmentedRadio
    )
    agree = forms.BooleanField(label="可以公开", required=False, help_text="都不勾也照常办理。")
    files = FilesField(label="材料", required=False, at_most=2, megabytes=1)


def field(form: forms.Form, name: str, rest: str = "") -> str:
    source = "{% load ui %}{% field f " + rest + " %}"
    return Template(source).render(Context({"f": form[name]}))


def file(name: str, size: int = 10) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size)


def opinion(*files: SimpleUploadedFile) -> Opinion:
    return Opinion({"text": "楼道灯坏了", "manner": "good"}, MultiValueDict({"files": list(files)}))


def test_whether_it_must_be_filled_is_said_in_words() -> None:
    assert "必填" in field(Opinion(), "text")
    assert "选填" in field(Opinion(), "name")
    assert "选填" not in field(Opinion(), "name", "mark=False")


def test_why_we_ask_is_tied_to_the_input() -> None:
    got = field(Opinion(), "name")
    assert 'aria-describedby="id_name-why"' in got
    assert 'id="id_name-why"' in got


def test_a_mistake_is_tied_to_its_input() -> None:
    form = Opinion({})
    got = field(form, "text")
    assert 'aria-invalid="true"' in got
    assert 'aria-describedby="id_text-error"' in got
    assert "这一项要填" in got


def test_the_summary_links_to_the_fields() -> None:
    got = Template("{% load ui %}{% form_errors f %}").render(Context({"f": Opinion({})}))
    assert 'role="alert"' in got
    assert 'href="#id_text"' in got


def test_a_clean_form_has_no_summary() -> None:
    got = Template("{% load ui %}{% form_errors f %}").render(Context({"f": Opinion()}))
    assert got.strip() == ""


def test_no_answer_is_chosen_beforehand() -> None:
    got = field(Opinion(), "manner")
    assert "zs-seg" in got
    assert "checked" not in got
    assert "---" not in got
    assert "checked" not in field(Opinion(), "agree")


def test_what_was_typed_stays_and_is_escaped() -> None:
    got = field(Opinion({"text": "</textarea><script>"}), "text")
    assert "<script>" not in got
    assert "&lt;script&gt;" in got


def test_dates_use_the_native_input() -> None:
    assert 'type="date"' in field(Opinion(), "day")


def test_only_named_areas_are_kept_on_the_device() -> None:
    assert 'data-draft="text"' in field(Opinion(), "text")
    assert "data-draft" not in field(Opinion(), "name")


def test_several_files_arrive_as_a_list() -> None:
    form = opinion(file("a.jpg"), file("b.jpg"))
    assert form.is_valid(), form.errors
    assert [f.name for f in form.cleaned_data["files"]] == ["a.jpg", "b.jpg"]


def test_no_file_is_an_empty_list() -> None:
    form = opinion()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["files"] == []


def test_too_many_files_are_counted_back() -> None:
    form = opinion(*(file(f"{i}.jpg") for i in range(3)))
    assert "最多 2 个文件，您选了 3 个" in form.errors["files"][0]


def test_a_file_too_big_is_named() -> None:
    form = opinion(file("大.jpg", 1024 * 1024 + 1))
    assert "大.jpg" in form.errors["files"][0]


def test_files_may_be_asked_for() -> None:
    with pytest.raises(forms.ValidationError) as wrong:
        FilesField(at_most=1).clean([])
    assert wrong.value.code == "required"
