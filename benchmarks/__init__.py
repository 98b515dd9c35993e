"""Measures the speed of Pressroom relative to other programs in the same run, since absolute times mean little on a shared machine."""
