"""What a running program needs: settings, clock, logs, measurements, bounds on resources."""
