"""Proofs: long runs that measure what the suite only samples."""
