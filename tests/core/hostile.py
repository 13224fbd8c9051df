"""Files as people send them and files as attackers make them, all generated here."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def picture(form="JPEG", size=(40, 30), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode != "1" else 1).save(out, form, **options)
    return out.getvalue()


def photo_with_position():
    """20 × 10 pixels lying on the side, with camera, artist, comment and position."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "PHOTOGRAPHER"
    exif[0x8825] = {1: "N", 2: (34.0, 13.0, 0.0), 3: "E", 4: (108.0, 56.0, 0.0)}
    return picture(size=(20, 10), exif=exif, comment=b"SECRETCOMMENT", xmp=b"<x:xmpmeta>SECRETXMP")


def png_with_text():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "PHOTOGRAPHER")
    return picture("PNG", pnginfo=text)


def png_claiming(width, height):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving_webp(frames=30):
    out = io.BytesIO()
    images = [Image.new("RGB", (8, 8), (n * 8, 0, 0)) for n in range(frames)]
    images[0].save(out, "WEBP", save_all=True, append_images=images[1:], duration=20)
    return out.getvalue()


def package(parts, main=WORD, compression=zipfile.ZIP_DEFLATED):
    types = f'{HEAD}<Types><Override PartName="/main" ContentType="{main}"/></Types>'
    parts = {"[Content_Types].xml": types, **parts}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            if content is not None:
                file.writestr(name, content)
    return out.getvalue()


def docx(extra=None, **options):
    body = f"{HEAD}<w:document><w:t>路灯</w:t></w:document>"
    return package({"word/document.xml": body, **(extra or {})}, **options)


def xlsx(extra=None, **options):
    body = f"{HEAD}<workbook/>"
    return package({"xl/workbook.xml": body, **(extra or {})}, main=SHEET, **options)


def relationship(kind, target, outside=True):
    mode = ' TargetMode="External"' if outside else ""
    return (
        f'{HEAD}<Relationships><Relationship Id="r1" Type="{RELS}/{kind}" '
        f'Target="{target}"{mode}/></Relationships>'
    )


def pdf(body=b"", header=b"%PDF-1.7\n", tail=b"%%EOF\n"):
    page = b"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
    return header + page + body + b"\ntrailer <</Root 1 0 R>>\n" + tail


def object_stream(content):
    packed = zlib.compress(content)
    return (
        b"3 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n"
        % len(packed)
        + packed
        + b"\nendstream endobj"
    )


def lying_about_size(data):
    """Every entry claims to inflate to one byte."""
    data = bytearray(data)
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 24 : position + 28] = struct.pack("<I", 1)
        position = data.find(b"PK\x01\x02", position + 4)
    return bytes(data)


def encrypted_flag(data):
    data = bytearray(data)
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 8] |= 1
        position = data.find(b"PK\x01\x02", position + 4)
    return bytes(data)
