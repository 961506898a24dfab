"""Documents: layout, template, rendering and what Word would say."""
