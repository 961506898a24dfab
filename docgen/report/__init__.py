"""What a report is: its definition, form, figures and narratives. Pure: no Excel, no Word."""
