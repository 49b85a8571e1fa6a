"""openpyxl is imported as the program does it, whichever test comes first."""

import qomsite.staff.sheets  # noqa: F401
