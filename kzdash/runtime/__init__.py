"""What a running process needs: settings, clock, logs, metrics, and limits on resources."""
