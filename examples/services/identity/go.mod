module nordlicht.example/identity

go 1.19
