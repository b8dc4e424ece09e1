"""Learning from use: what people asked in vain, what their taps confirmed, and how good the matcher is."""
