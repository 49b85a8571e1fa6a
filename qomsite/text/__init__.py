"""Persian text as pure functions: digits, Jalali dates, amounts, folding, collation and anchors."""
