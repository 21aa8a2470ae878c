module example.com/svc

go 1.19

require example.com/greet v0.0.0
