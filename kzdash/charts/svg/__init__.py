"""Figures as SVG, one drawing for page, first screen, print and paper.

A drawing carries no colours but class names, which `style.stylesheet` gives colours by meaning; it
is as wide as what it stands in. What it shows also stands in words beside it.
"""
