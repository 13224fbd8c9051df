"""Official documents by GB/T 9704-2012: described once (letter.py), written as .docx (docx.py)."""
