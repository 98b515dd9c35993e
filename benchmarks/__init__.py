"""Measures what Pressroom costs, as ratios to other programs in the same run: absolute times say little on a shared machine."""
