"""The ground floor: values and pure functions, no file, clock, chance or screen."""
