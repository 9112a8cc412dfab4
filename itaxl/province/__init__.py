"""Many agencies at once: a folder with `province.toml` and the agencies' folders below it."""
