"""The metering wing. Its one door is `Meter.buy`: quote, hold, call, keep, settle. See README.md beside."""
