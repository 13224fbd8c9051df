from zhushi.papers.models.export import Export, ExportKind
from zhushi.papers.models.letter import Letter, LetterHead, LetterTemplate

__all__ = ["Export", "ExportKind", "Letter", "LetterHead", "LetterTemplate"]
