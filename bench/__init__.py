"""Workloads and their runners; imported by nothing."""
