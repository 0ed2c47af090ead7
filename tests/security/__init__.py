"""What an attacker tries on the running program."""
