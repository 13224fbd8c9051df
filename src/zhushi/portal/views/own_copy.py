"""A resident's own files and their own copy of everything."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, JsonResponse
from django.utils.timezone import localtime

from zhushi.core.models import Attachment
from zhushi.portal.access import with_secret
from zhushi.portal.progress import progress_of

GUARDED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@with_secret
def file(request, matter, uid):
    """A file of this matter that is meant for its resident, or 404; always as a download."""
    shown = progress_of(matter)
    allowed = {enclosure.attachment_id for enclosure in shown.files}
    allowed |= {reply.scan_id for reply in shown.replies if reply.scan_id}
    found = Attachment.objects.filter(uid=uid, pk__in=allowed).first()
    if found is None or not default_storage.exists(found.path):
        raise Http404
    return FileResponse(
        default_storage.open(found.path),
        as_attachment=True,
        filename=found.name,
        content_type=found.kind,
        headers=GUARDED,
    )


@with_secret
def own_data(request, matter):
    """Everything kept of this matter, to take away; names and numbers as masked on screens.

    The full telephone number is not in it: whoever finds a receipt must not learn it.
    """
    shown = progress_of(matter)
    identity = matter.identity
    told = {
        "登记号": matter.ref,
        "登记时间": _when(matter.received_at),
        "工作室": matter.room.name,
        "类型": matter.get_opinion_type_display(),
        "渠道": matter.get_channel_display(),
        "我说的话": matter.content,
        "我的信息": {
            "称呼": identity.masked_name if identity else "",
            "电话": identity.masked_phone if identity else "",
            "已删除": bool(identity and identity.forgotten_at),
        },
        "附件": [enclosure.attachment.name for enclosure in shown.files],
        "补充和问答": [
            {"谁": m.get_side_display(), "时间": _when(m.at), "内容": m.text}
            for m in shown.messages
        ],
        "进展": [
            {"时间": _when(step["when"]), "内容": step["title"], "说明": step["text"]}
            for step in shown.steps
        ],
        "答复": [
            {
                "单位": reply.unit.name if reply.unit else matter.room.name,
                "时间": _when(reply.signed_at),
                "内容": reply.text,
                "承诺": reply.promise.text if reply.promise else "",  # type: ignore[attr-defined]
            }
            for reply in shown.replies
        ],
        "评价": [
            {
                "态度": e.get_attitude_display(),
                "结果": e.get_result_display(),
                "补充": e.comment,
                "时间": _when(e.at),
            }
            for e in shown.evaluations
        ],
        "我的同意": [c["label"] for c in shown.consents if c["given"]],
        "谁看过我的信息": [
            {
                "谁": line["look"].by_label,
                "时间": _when(line["look"].at),
                "看了": line["fields"],
                "理由": line["look"].reason,
            }
            for line in shown.looks
        ],
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{matter.ref}.json"'
    return answer


def _when(at) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}"
