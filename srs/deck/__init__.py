"""What stands in a deck? Text in; notes, concepts and problems out; pure."""
