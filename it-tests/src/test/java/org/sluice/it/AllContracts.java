package org.sluice.it;

/** Everything that a deployed WAR has to do, and a user's own beside it, on whatever container. */
interface AllContracts
        extends MessageContract,
                StreamContract,
                CreditContract,
                CloseContract,
                ErrorContract,
                OriginContract,
                PlainContract,
                ForeignClientContract,
                LimitsContract,
                OwnEndpointContract,
                EndingContract,
                ConcurrencyContract,
                StalledPeerContract,
                MemoryContract,
                KeepAliveContract,
                InformationContract,
                PartsContract,
                DataContract,
                FlowContract,
                JsonContract,
                InjectionContract,
                ConfigurationContract {}
