"""The rules over the text. Precision first: what might be meant otherwise is not reported."""
