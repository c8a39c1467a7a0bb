"""The write side, in the order it runs: read_seed → check → to_claims → resolve → shape → materialise → store → release → verify."""
