"""Frame → small frame, one module per question."""
