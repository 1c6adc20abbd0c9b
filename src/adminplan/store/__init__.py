"""Station store: plans kept, found again, handed on."""
