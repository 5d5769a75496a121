"""What the assistant can do: each file without a leading underscore is one ability."""
