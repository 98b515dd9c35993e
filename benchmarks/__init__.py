"""What Pressroom costs, as ratios to its peers measured in the same run. Absolute times say little on a shared machine."""
