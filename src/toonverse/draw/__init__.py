"""Pure pictures: values in, pixels out. No I/O."""
