"""Pages and JSON: reads the request, calls the studio or a report, renders."""
