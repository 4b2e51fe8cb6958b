"""Charts: each module draws board items as one kind of Plotly figure."""
