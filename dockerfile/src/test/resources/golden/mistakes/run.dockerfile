RUN
RUN --
RUN --mount true
RUN --mount= true
RUN --mount=what true
RUN --mount=type=what,target=/a true
RUN --mount=type=cahce,target=/a true
RUN --mount=type=bind true
RUN --mount=type=cache true
RUN --mount=type=tmpfs true
RUN --mount=type=cache,target= true
RUN --mount=type=cache,target=/a,sharing=some true
RUN --mount=type=cache,target=/a,mode=9 true
RUN --mount=type=cache,target=/a,uid=x true
RUN --mount=type=cache,target=/a,gid=-1 true
RUN --mount=type=cache,target=/a,readonly=maybe true
RUN --mount=type=cache,target=/a,tagret=/b true
RUN --mount=type=tmpfs,target=/a,size=x true
RUN --mount=type=bind,target=/a,size=1 true
RUN --mount=type=secret,required=maybe true
RUN --mount=type=secret true
RUN --mount=type=secret,id=a,from=b true
RUN --mount=type=ssh,required=maybe true
RUN --mount=type=ssh,env=A true
RUN --mount=type=bind,target=/a,rw,ro=maybe true
RUN --mount="type=bind true
RUN --network true
RUN --network= true
RUN --network=what true
RUN --network=nnoe true
RUN --network=none --network=host true
RUN --nework=none true
RUN --security true
RUN --security=what true
RUN --security=insecure --security=sandbox true
RUN --device true
RUN --device= true
RUN --device=a,b true
RUN --device=a,required=maybe true
RUN --device=a,requierd true
RUN --device=a,name=b true
RUN ["a", 1]
RUN <<EOF
