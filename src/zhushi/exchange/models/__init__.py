from zhushi.exchange.models.import_run import ImportRun

__all__ = ["ImportRun"]
