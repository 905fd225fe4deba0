package io.fencewire.bus;

/** Anything that the roles of a node say to each other; carried by {@link BusCodec}. */
public sealed interface BusRecord
    permits ServerCommand,
        ServerAnswer,
        RoleMessage,
        SiblingMessage,
        RoleAnswer,
        RoleQuestion,
        RoleCall,
        IdentityCall,
        AskRtts,
        AskServers,
        Inquiry,
        GossipCommand,
        RefreshMessage,
        PeerEvent,
        PeerAsks,
        Undecodable {}
