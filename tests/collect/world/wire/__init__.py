"""A module for each platform: ``answer(request, history)`` is its answer, None where it has nothing."""
