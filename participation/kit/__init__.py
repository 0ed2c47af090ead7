"""What two features would otherwise write twice, one small module each."""
