"""docgen: official reports from standard Excel workbooks."""

__version__ = "0.1.0"
