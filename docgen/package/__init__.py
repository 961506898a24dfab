"""A package: the zip of parts that a workbook and a document are alike (OPC), opened safely and written evenly."""

from docgen.package.container import CONTENT_TYPES, Package, open_package
from docgen.package.fault import PackageFault
from docgen.package.kind import described, is_spreadsheet
from docgen.package.markup import local_attributes, once, parse
from docgen.package.output import write_package
from docgen.package.packed import Packed, packed, packed_pieces
from docgen.package.properties import custom_properties
from docgen.package.relationships import Relationship
from docgen.package.signature import COMPOUND

__all__ = [
    "COMPOUND",
    "CONTENT_TYPES",
    "Package",
    "PackageFault",
    "Packed",
    "Relationship",
    "custom_properties",
    "described",
    "is_spreadsheet",
    "local_attributes",
    "once",
    "open_package",
    "packed",
    "packed_pieces",
    "parse",
    "write_package",
]
