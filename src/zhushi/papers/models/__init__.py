from zhushi.papers.models.export import Export, ExportKind

__all__ = ["Export", "ExportKind"]
