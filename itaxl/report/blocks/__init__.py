"""Kinds of block: one module per kind holds its data and draws it in Word.

A template of the same name draws it in HTML. To add a kind, write such a module, `html_templates/blocks/<kind>.html`
and the texts that a view fills it with.
"""
