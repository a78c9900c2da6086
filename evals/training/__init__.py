"""Commands that fit what the coach carries: train to fit, dev to choose, test stays shut."""
