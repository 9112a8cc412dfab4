"""Workbench of a province: the overview, the state of each agency, the way into its workbench, one merge of all.

Like the agency's workbench it has no rule of its own: pages show what `itaxl.province` and `itaxl.overview` return.
"""
