"""Kinds of block: a module for each holds its data and how Word draws it; its HTML is a template of the same name.

A new kind is such a module, `html_templates/blocks/<kind>.html` and the texts that a view fills it with.
"""
