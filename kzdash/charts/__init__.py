"""Charts: lines of a board in, a Plotly figure out, a file a chart."""
