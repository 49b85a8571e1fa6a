"""The content as sheets of a workbook, out and in: the same form both ways."""

import os

# Where openpyxl finds lxml it writes other bytes than without, and does not use defusedxml.
os.environ["OPENPYXL_LXML"] = "False"
