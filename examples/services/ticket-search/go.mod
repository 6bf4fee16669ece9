module nordlicht.example/ticket-search

go 1.19
