"""openpyxl is imported as the program does it, whichever test comes first."""

import qomsite.sheets  # noqa: F401
